/** How the Graph API says no. */
export interface ErrorMore {
  status?: number;
  details?: string;
  subcode?: number;
  headers?: Record<string, string>;
}

export class GraphError extends Error {
  constructor(
    readonly code: number,
    message: string,
    readonly more: ErrorMore = {},
  ) {
    super(message);
  }

  get body(): object {
    const { details, subcode } = this.more;
    return {
      error: {
        message: this.message,
        type: "OAuthException",
        code: this.code,
        ...(subcode !== undefined && { error_subcode: subcode }),
        ...(details !== undefined && { error_data: { messaging_product: "whatsapp", details } }),
        fbtrace_id: "Az8or2yhqkZfEZ-_4Qn_Bam",
      },
    };
  }
}

/** Of what is not there, is not theirs, or cannot be done so: the API says the same of all three. */
export const noSuchObject = (id: string, method: string): GraphError =>
  new GraphError(
    100,
    `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to ` +
      "missing permissions, or does not support this operation",
    { subcode: 33 },
  );
