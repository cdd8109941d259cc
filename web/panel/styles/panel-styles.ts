/** All that the panel's first sight needs, in this order. */
import "./tokens.css";
import "./common.css";
import "./welcome.css";
import "./panel.css";
import "./list.css";
import "./customer.css";
import "./thread.css";
import "./thread-rows.css";
import "./thread-tools.css";
import "./hours.css";
import "./keys.css";
import "./short.css";
