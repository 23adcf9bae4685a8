using System.Collections.Immutable;
using System.Text;
using OrleansOrders.Domain;
using OrleansOrders.RabbitMq;

namespace OrleansOrders.Contracts;

/// <summary>The errors of one body, as a dead letter tells them.</summary>
public static class FieldErrors
{
    /// <summary>A dead letter's reason where fields are wrong in a body that can be read.</summary>
    public const string InvalidFields = "invalid_fields";

    const int MaxLength = 2000;

    /// <summary>The stable code for the whole: that of the body if it could not be read, else <see cref="InvalidFields"/>.</summary>
    public static string Reason(ImmutableArray<FieldError> errors) =>
        errors is [{ Field: FieldError.Body, Code: var code }, ..] ? code : InvalidFields;

    /// <summary>
    /// <paramref name="errors"/> of a message that has <paramref name="messageId"/>, which stands in for <paramref name="field"/> where it is an id: says so where the field is missing.
    /// </summary>
    public static ImmutableArray<FieldError> WithMessageId(ImmutableArray<FieldError> errors, string field, string? messageId)
    {
        var why = messageId is null
            ? "is required, and there is no message_id to stand in for it"
            : $"is required, and the message_id cannot stand in for it: it {Identifier.Rule}";
        return [.. errors.Select(error => error.Code == FieldErrorCodes.Required && (error.Field == field || error.Field.EndsWith("." + field, StringComparison.Ordinal)) ? error with { Message = why } : error)];
    }

    /// <summary>All of them in one line of at most 2,000 characters and an ellipsis.</summary>
    public static string Describe(ImmutableArray<FieldError> errors)
    {
        var text = new StringBuilder();
        foreach (var error in errors)
        {
            if (text.Length > 0) text.Append("; ");
            text.Append(error.Field).Append(' ').Append(error.Message);
        }

        return text.Length <= MaxLength ? text.ToString() : string.Concat(text.ToString(0, MaxLength), "…");
    }
}
