using OrleansOrders.RabbitMq;

namespace OrleansOrders.Contracts;

/// <summary>One wrong field of a request or message; the same words go out over HTTP and into dead letters.</summary>
/// <param name="Field">Where, as a path like <c>items[3].quantity</c>; <see cref="Body"/> for the whole.</param>
/// <param name="Code">What is wrong, stable: one of <see cref="FieldErrorCodes"/>.</param>
/// <param name="Message">The same for a person; follows the field's name. Never repeats what was sent.</param>
public sealed record FieldError(string Field, string Code, string Message)
{
    /// <summary>The path of the whole.</summary>
    public const string Body = "body";
}
