using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using OrleansOrders.Testing;

namespace OrleansOrders.Bridge.Tests;

/// <summary><c>docs/payments.md</c> says what the code does.</summary>
public sealed partial class PaymentDocumentTests
{
    static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "payments.md"));

    [Fact]
    public void It_lists_every_token_and_no_other()
    {
        var tokens = typeof(SimulatedTokens).GetFields(BindingFlags.Static | BindingFlags.Public).Select(field => (string)field.GetRawConstantValue()!);

        Assert.Equal(tokens.Order(StringComparer.Ordinal), Rows().Select(row => row.Name).Where(name => name.StartsWith("tok_", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void It_lists_every_setting_with_its_default()
    {
        var defaults = new PaymentOptions();
        var settings = typeof(PaymentOptions).GetProperties().Select(property => ($"{PaymentOptions.Section}:{property.Name}", Shown(property.GetValue(defaults)!)));

        Assert.Equal(settings.Order(), Rows().Where(row => row.Name.StartsWith("Payments:", StringComparison.Ordinal)).Select(row => (row.Name, row.Second.Trim('`'))).Order());
    }

    static string Shown(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;

    static IEnumerable<(string Name, string Second)> Rows() => Row().Matches(Text).Select(match => (match.Groups[1].Value, match.Groups[2].Value.Trim()));


    [GeneratedRegex(@"^\| `([^`]+)` \| ([^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
