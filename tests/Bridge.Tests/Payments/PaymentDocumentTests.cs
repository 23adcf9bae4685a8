using System.Reflection;
using System.Text.RegularExpressions;

namespace OrleansOrders.Bridge.Tests;

/// <summary><c>docs/payments.md</c> says what the code does.</summary>
public sealed partial class PaymentDocumentTests
{
    [Fact]
    public void It_lists_every_token_and_no_other()
    {
        var tokens = typeof(SimulatedTokens).GetFields(BindingFlags.Static | BindingFlags.Public).Select(field => (string)field.GetRawConstantValue()!);
        var listed = Token().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "payments.md"))).Select(match => match.Groups[1].Value);

        Assert.Equal(tokens.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"^\| `(tok_[^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Token();
}
