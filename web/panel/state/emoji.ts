/** The emoji that people in shops and offices use, with the words by which they look for them: name first. */
import type { Language } from "../../shared/locale.ts";
import { plain } from "./placeholders.ts";

export const EMOJI_GROUPS = ["faces", "hands", "signs", "things", "around"] as const;
export type EmojiGroup = (typeof EMOJI_GROUPS)[number];

export interface Emoji {
  char: string;
  names: Record<Language, string>;
}

const LINES: Record<EmojiGroup, string> = {
  faces: `
😀 cara feliz, sonrisa, alegre | happy face, smile, grin
😃 sonrisa abierta, feliz, alegre | open smile, happy
😄 sonrisa con ojos felices, risa | smiling eyes, happy, laugh
😁 sonrisa radiante, dientes | beaming, grin, teeth
😅 risa con sudor, apuro, alivio | nervous laugh, sweat, relief
😂 lágrimas de risa, carcajada | tears of joy, laugh, lol
🤣 muerto de risa, carcajada | rolling on the floor, laugh, rofl
🙂 sonrisa ligera, amable | slight smile, friendly
🙃 cara al revés, ironía | upside down, irony
😉 guiño, complicidad | wink
😊 sonrisa amable, contento, gracias | warm smile, pleased, blush
😇 angelito, inocente, santo | angel, innocent, halo
🥰 con cariño, amor, corazones | with love, hearts
😍 enamorado, me encanta, ojos de corazón | heart eyes, love it
🤩 deslumbrado, estrellas, genial | star struck, amazing
😘 beso, cariño | kiss
😋 rico, delicioso, lengua | yummy, delicious
😜 broma, lengua, guiño | joke, tongue, wink
🤗 abrazo, bienvenido | hug, welcome
🤭 risita, ups, mano en la boca | giggle, oops
🤔 pensando, duda, mmm | thinking, hmm, doubt
🤫 silencio, secreto | quiet, secret, shh
🤐 boca cerrada, discreto | zipped mouth, discreet
😐 neutral, serio | neutral, straight face
😏 pícaro, sonrisa de lado | smirk
😒 molesto, fastidio | unamused, annoyed
🙄 ojos en blanco, hartazgo | eye roll
😬 mueca, apuro, tensión | grimace, awkward
😌 aliviado, tranquilo, calma | relieved, calm
😔 triste, pensativo, lo siento | sad, pensive, sorry
😪 sueño, cansado | sleepy, tired
😴 dormido, sueño | asleep, sleep
😷 mascarilla, enfermo | mask, ill
🤒 con fiebre, enfermo, termómetro | fever, ill, thermometer
🤕 herido, dolor, venda | hurt, bandage
🥳 fiesta, celebración, cumpleaños | party, celebrate, birthday
😎 gafas de sol, genial | cool, sunglasses
🤓 empollón, gafas, listo | nerd, glasses, clever
😕 confundido, duda | confused
😟 preocupado | worried
🙁 algo triste | frown, a bit sad
😮 sorpresa, boca abierta | surprise, open mouth
😲 asombro, sorpresa | astonished
😳 sonrojado, vergüenza | flushed, embarrassed
🥺 por favor, ojitos, ruego | please, pleading
😢 llorando, triste, lágrima | crying, sad, tear
😭 llorando mucho, triste | sobbing, very sad
😱 grito, miedo, susto | scream, fear
😖 angustia, agobio | distressed
😞 decepción, triste | disappointed
😓 sudor frío, apuro | cold sweat, hard
😩 agotado, cansado | weary, tired
😤 resoplo, enfado, orgullo | huff, anger
😠 enfado, molesto | angry
😡 muy enfadado, rojo, furia | furious, red, rage
🤯 cabeza que explota, increíble | mind blown, wow
🤷 no sé, encoger hombros | shrug, do not know
🤦 mano en la cara, vergüenza | facepalm
🙋 levantar la mano, yo, pregunta | raise hand, me, question
🙇 disculpa, reverencia, perdón | bow, sorry, apology
👀 ojos, mirar, atento | eyes, look
🤖 robot, bot, automático | robot, bot`,
  hands: `
👍 pulgar arriba, bien, de acuerdo, ok | thumbs up, good, agree, ok
👎 pulgar abajo, mal, desacuerdo | thumbs down, bad, disagree
👌 perfecto, ok, bien | perfect, ok
✌️ victoria, paz | victory, peace
🤞 dedos cruzados, suerte | fingers crossed, luck
🤟 te quiero, gesto | love you, sign
🤙 llámame, teléfono | call me, phone
👈 izquierda, señalar | left, point
👉 derecha, señalar | right, point
👆 arriba, señalar | up, point
👇 abajo, señalar | down, point
☝️ un momento, uno, índice | one moment, one, index
✋ mano, alto, para | hand, stop
👋 hola, adiós, saludo | hello, bye, wave
🙌 manos arriba, bravo, celebrar | hands up, hooray
👏 aplauso, bravo, felicidades | applause, bravo, clap
🤝 acuerdo, trato, apretón de manos | deal, handshake, agreement
🙏 gracias, por favor, ruego | thanks, please, pray
💪 fuerza, ánimo, músculo | strength, muscle, cheer up
✍️ escribiendo, firma, nota | writing, signature, note
🫶 corazón con manos, cariño | heart hands, care
🫡 a la orden, saludo militar | salute, yes sir`,
  signs: `
❤️ corazón, amor | heart, love
🧡 corazón naranja | orange heart
💛 corazón amarillo | yellow heart
💚 corazón verde | green heart
💙 corazón azul | blue heart
💜 corazón morado | purple heart
💔 corazón roto, tristeza | broken heart, sad
✨ brillos, nuevo, magia | sparkles, new, magic
⭐ estrella, favorito | star, favourite
🌟 estrella brillante, destacado | glowing star, great
🔥 fuego, genial, oferta | fire, hot, offer
🎉 fiesta, enhorabuena, celebración | party, congratulations, celebrate
🎊 confeti, fiesta | confetti, party
💯 cien, perfecto, total | hundred, perfect
✅ hecho, correcto, listo | done, correct, check
☑️ marcado, casilla | ticked, box
✔️ visto bueno, correcto | check mark, right
❌ no, error, cancelar | no, wrong, cancel
⚠️ aviso, cuidado, atención | warning, careful
❗ exclamación, importante | exclamation, important
❓ pregunta, duda | question, doubt
💬 mensaje, comentario, conversación | message, comment, chat
💡 idea, bombilla, consejo | idea, bulb, tip
🔔 campana, aviso, recordatorio | bell, reminder
🔕 sin sonido, silencio | muted, silence
🔍 buscar, lupa | search, magnifier
🔗 enlace, vínculo | link, chain
🔒 cerrado, seguro, candado | locked, secure
🔓 abierto, candado | unlocked
🔑 llave, clave, acceso | key, access
♻️ reciclar, sostenible | recycle, sustainable
🆕 nuevo | new
🆗 de acuerdo, ok | ok, agree
🆘 ayuda, socorro | help, sos
➕ más, añadir | plus, add
➡️ flecha derecha, siguiente | right arrow, next
⬅️ flecha izquierda, anterior | left arrow, previous
⬆️ flecha arriba | up arrow
⬇️ flecha abajo | down arrow
🔄 actualizar, cambio, repetir | refresh, exchange, repeat
🔴 rojo, círculo | red circle
🟡 amarillo, círculo | yellow circle
🟢 verde, círculo | green circle
🔵 azul, círculo | blue circle
⏳ espera, reloj de arena, tiempo | wait, hourglass, time
⏰ despertador, hora, alarma | alarm clock, time
🕐 reloj, hora | clock, time`,
  things: `
📦 paquete, caja, pedido, envío | parcel, box, order, shipping
🚚 camión, envío, reparto | truck, delivery, shipping
🛒 carrito, compra | cart, shopping
🛍️ bolsas, compras | bags, shopping
🎁 regalo | gift, present
🏷️ etiqueta, precio, oferta | label, price, tag
💳 tarjeta, pago | card, payment
💶 euros, dinero, billete | euro, money
💵 dólares, dinero, billete | dollar, money
💰 dinero, bolsa | money, bag
🧾 recibo, factura, tique | receipt, invoice, ticket
📄 documento, página | document, page
📃 hoja, contrato | sheet, contract
📋 lista, portapapeles | clipboard, list
📎 adjunto, clip | attachment, paperclip
📌 chincheta, importante | pin, important
📍 ubicación, lugar | location, place
📅 calendario, fecha, cita | calendar, date, appointment
📝 nota, apunte, formulario | note, memo, form
✏️ lápiz, editar | pencil, edit
✂️ tijeras, cortar | scissors, cut
📧 correo, e-mail | e-mail, mail
✉️ carta, sobre, correo | letter, envelope, mail
📨 correo recibido, mensaje | incoming mail, message
📞 teléfono, llamada | phone, call
📱 móvil, teléfono, celular | mobile, phone
💻 portátil, ordenador | laptop, computer
🖥️ ordenador, pantalla | computer, screen
🖨️ impresora, imprimir | printer, print
📷 cámara, foto | camera, photo
🎥 vídeo, cámara | video, camera
🎧 auriculares, soporte, música | headphones, support, music
🎤 micrófono, voz | microphone, voice
🔧 llave inglesa, reparación, arreglo | wrench, repair, fix
🔨 martillo, obra | hammer, work
🛠️ herramientas, reparación | tools, repair
⚙️ ajustes, engranaje, configuración | settings, gear
🔌 enchufe, corriente | plug, power
🔋 batería, pila | battery
🧹 escoba, limpieza | broom, cleaning
🧼 jabón, limpieza | soap, cleaning
🛏️ cama, habitación | bed, room
🛋️ sofá, mueble | sofa, furniture
🪑 silla, mueble | chair, furniture
🚪 puerta | door
🏺 jarrón, cerámica | vase, pottery
🥣 cuenco, bol | bowl
👕 camiseta, ropa | t-shirt, clothes
👗 vestido, ropa | dress, clothes
👟 zapatilla, calzado | trainer, shoe
💊 pastilla, medicina | pill, medicine
📊 gráfico, datos | chart, data
📈 subida, gráfico | rise, chart
📉 bajada, gráfico | fall, chart`,
  around: `
🏠 casa, hogar | house, home
🏢 oficina, edificio | office, building
🏪 tienda | shop, store
🏥 hospital, salud | hospital, health
🏦 banco | bank
🏨 hotel | hotel
🚗 coche, auto | car
🚕 taxi | taxi
🚌 autobús | bus
🚲 bicicleta | bicycle, bike
✈️ avión, vuelo, viaje | plane, flight, travel
🚆 tren | train
🌍 mundo, tierra | world, earth
☀️ sol, buen tiempo | sun, good weather
🌧️ lluvia | rain
❄️ nieve, frío | snow, cold
🌈 arcoíris | rainbow
🌱 planta, ecológico | plant, green
🌸 flor | flower, blossom
💐 ramo, flores | bouquet, flowers
🌹 rosa, flor | rose, flower
🐶 perro | dog
🐱 gato | cat
☕ café, pausa | coffee, break
🍕 pizza, comida | pizza, food
🍎 manzana, fruta | apple, fruit
🎂 tarta, cumpleaños | cake, birthday
🍾 champán, celebración | champagne, celebrate
🥂 brindis, copas | cheers, toast
⚽ fútbol, balón | football, ball
🏆 trofeo, premio | trophy, prize
🎓 graduación, estudios | graduation, studies
👤 persona, usuario | person, user
👥 personas, equipo | people, team
👶 bebé | baby
👨‍👩‍👧 familia | family
🏖️ playa, vacaciones | beach, holiday
🎄 Navidad, árbol | Christmas, tree`,
};

const ALL = EMOJI_GROUPS.map((name) => ({
  name,
  emoji: LINES[name]
    .trim()
    .split("\n")
    .map((line): Emoji => {
      const space = line.indexOf(" ");
      const [es = "", en = ""] = line.slice(space + 1).split(" | ");
      return { char: line.slice(0, space), names: { es, en } };
    }),
}));

/** By any words of either language: who writes in one may think in the other. */
export function findEmoji(query: string): readonly { name: EmojiGroup; emoji: readonly Emoji[] }[] {
  const words = plain(query).split(/\s+/);
  return ALL.map(({ name, emoji }) => ({
    name,
    emoji: emoji.filter(({ names }) => words.every((word) => plain(`${names.es} ${names.en}`).includes(word))),
  })).filter(({ emoji }) => emoji.length > 0);
}
