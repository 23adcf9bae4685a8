using System.Globalization;
using System.Text.Json;

namespace OrleansOrders.Contracts;

/// <summary>Finds names that occur twice in one object. The depth is bounded by the document's.</summary>
static class DuplicateNames
{
    const int MaxNameLength = 64;
    const string Nameless = "\"\"";

    public static void Report(JsonElement element, ErrorList errors) => Visit(element, "", errors);

    static void Visit(JsonElement element, string path, ErrorList errors)
    {
        if (element.ValueKind is JsonValueKind.Array)
        {
            var index = 0;
            foreach (var entry in element.EnumerateArray())
            {
                if (entry.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                {
                    Visit(entry, string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"), errors);
                }

                index++;
            }
        }
        else if (element.ValueKind is JsonValueKind.Object)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            var reported = new HashSet<string>(StringComparer.Ordinal);
            foreach (var property in element.EnumerateObject())
            {
                var inner = path.Length == 0 ? Printable(property.Name) : $"{path}.{Printable(property.Name)}";
                if (!seen.Add(property.Name) && reported.Add(property.Name)) errors.Add(inner, FieldErrorCodes.Duplicate, "is there more than once");
                Visit(property.Value, inner, errors);
            }
        }
    }

    // The name comes from the sender and ends up in headers and logs, so it is shortened and made printable.
    static string Printable(string name)
    {
        // An empty name would not identify the field.
        if (name.Length == 0) return Nameless;
        var kept = name.Length <= MaxNameLength ? name : name[..MaxNameLength];
        return string.Create(kept.Length, kept, static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++) target[i] = source[i] is > ' ' and <= '~' ? source[i] : '?';
        });
    }
}
