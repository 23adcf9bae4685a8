using System.Collections.Frozen;

namespace OrleansOrders.Api;

/// <summary>A kind of problem.</summary>
/// <param name="Code">The stable code that clients branch on.</param>
/// <param name="Status">Its HTTP status.</param>
/// <param name="Title">The kind in words.</param>
sealed record ProblemKind(string Code, int Status, string Title)
{
    const string TypePrefix = "urn:orleansorders:problem:";

    public string Type => TypePrefix + Code;
}

/// <summary>The table of codes and HTTP statuses. A test compares it with <c>docs/http.md</c>.</summary>
static class ProblemKinds
{
    public static ProblemKind InvalidRequest { get; } = new("invalid_request", 400, "The request is not valid");
    public static ProblemKind CrossSite { get; } = new("cross_site", 403, "Requests from pages of other sites are refused");
    public static ProblemKind NotFound { get; } = new("not_found", 404, "There is no resource at this address");
    public static ProblemKind OrderNotFound { get; } = new("order_not_found", 404, "There is no such order");
    public static ProblemKind UnknownSku { get; } = new("unknown_sku", 404, "There is no such item");
    public static ProblemKind DeadLetterNotFound { get; } = new("dead_letter_not_found", 404, "There is no such dead letter");
    public static ProblemKind MethodNotAllowed { get; } = new("method_not_allowed", 405, "The method is not allowed here");
    public static ProblemKind RequestTimeout { get; } = new("request_timeout", 408, "The request took too long to arrive");
    public static ProblemKind OrderExists { get; } = new("order_exists", 409, "The id is used by an order with other content");
    public static ProblemKind TooLate { get; } = new("too_late", 409, "The order's state no longer allows this");
    public static ProblemKind TooEarly { get; } = new("too_early", 409, "The order's state does not allow this yet");
    public static ProblemKind AmountMismatch { get; } = new("amount_mismatch", 409, "The amount differs from the order's total");
    public static ProblemKind NotExpired { get; } = new("not_expired", 409, "The order's deadline has not passed");
    public static ProblemKind InsufficientStock { get; } = new("insufficient_stock", 409, "There is not enough in stock");
    public static ProblemKind StockTooLarge { get; } = new("stock_too_large", 409, "The stock would exceed the maximum");
    public static ProblemKind AdjustmentExists { get; } = new("adjustment_exists", 409, "The id is used by an adjustment with another delta");
    public static ProblemKind HoldReleased { get; } = new("hold_released", 409, "The order's hold was already released");
    public static ProblemKind DeadLetterWithoutOrigin { get; } = new("dead_letter_without_origin", 409, "The original queue is unknown");
    public static ProblemKind BodyTooLarge { get; } = new("body_too_large", 413, "The body is too large");
    public static ProblemKind UnsupportedMediaType { get; } = new("unsupported_media_type", 415, "The body's encoding is not supported");
    public static ProblemKind IdempotencyKeyReused { get; } = new("idempotency_key_reused", 422, "The idempotency key was used with another body");
    public static ProblemKind TooManyRequests { get; } = new("too_many_requests", 429, "Too many requests");
    public static ProblemKind HeadersTooLarge { get; } = new("headers_too_large", 431, "The headers are too large");
    public static ProblemKind InternalError { get; } = new("internal_error", 500, "The server failed");
    public static ProblemKind Unavailable { get; } = new("unavailable", 503, "The service is temporarily unavailable");

    public static IReadOnlyList<ProblemKind> All { get; } =
    [
        InvalidRequest, CrossSite, NotFound, OrderNotFound, UnknownSku, DeadLetterNotFound, MethodNotAllowed, RequestTimeout, OrderExists, TooLate, TooEarly,
        AmountMismatch, NotExpired, InsufficientStock, StockTooLarge, AdjustmentExists, HoldReleased, DeadLetterWithoutOrigin, BodyTooLarge,
        UnsupportedMediaType, IdempotencyKeyReused, TooManyRequests, HeadersTooLarge, InternalError, Unavailable,
    ];

    static readonly FrozenDictionary<string, ProblemKind> ByCode = All.ToFrozenDictionary(kind => kind.Code, StringComparer.Ordinal);

    /// <summary>For a refusal of an order or of stock, whose external name is the code.</summary>
    public static ProblemKind Of<TRefusal>(TRefusal refusal)
        where TRefusal : struct, Enum => ByCode[EnumNames.Of(refusal)];

    /// <summary>For errors that the framework returns with a status only.</summary>
    public static ProblemKind OfStatus(int status) => status switch
    {
        403 => CrossSite,
        404 => NotFound,
        405 => MethodNotAllowed,
        408 => RequestTimeout,
        413 => BodyTooLarge,
        415 => UnsupportedMediaType,
        429 => TooManyRequests,
        431 => HeadersTooLarge,
        503 => Unavailable,
        >= 500 => InternalError,
        _ => InvalidRequest,
    };
}
