using Spectre.Console;

namespace OrleansOrders.Cli;

/// <summary>Prompts for products and quantities.</summary>
static class ProductChoice
{
    /// <summary>Maximum number of products listed; others can be ordered with <c>--item</c>.</summary>
    const int MostProducts = 1000;

    const int MostUnits = 1_000_000;

    /// <param name="Code">The exit code if nothing is ordered.</param>
    public sealed record Choice(string Customer, NewOrderLine[] Lines, int? Code = null);

    /// <param name="customer">The customer, if known.</param>
    public static async Task<Choice> Ask(Session session, string? customer, CancellationToken ct)
    {
        var console = session.Screen.Console;
        var (products, refusal) = await Products(session, ct);
        if (refusal is not null) return new("", [], session.Refuse(refusal));
        if (products.Count == 0)
        {
            session.Screen.Note("Nothing is in stock.");
            return new("", [], ExitCodes.Refused);
        }

        if (customer is null) customer = await new TextPrompt<string>("Who orders?").ShowAsync(console, ct);
        else session.Screen.Line($"Ordering for {customer}.");
        var chosen = await Prompt(products).ShowAsync(console, ct);
        var lines = new List<NewOrderLine>();
        foreach (var product in chosen) lines.Add(new(product.Sku, await Quantity(product).ShowAsync(console, ct)));

        session.Screen.Table(["PRODUCT", "QUANTITY"], lines.Select(line => (string?[])[line.Sku, FormattableString.Invariant($"{line.Quantity}")]));
        if (await new ConfirmationPrompt("Place this order?").ShowAsync(console, ct)) return new(customer.Trim(), [.. lines]);
        session.Screen.Note("Nothing was ordered.");
        return new(customer, [], ExitCodes.Refused);
    }

    static async Task<(List<Item> Products, Answer? Refusal)> Products(Session session, CancellationToken ct)
    {
        var products = new List<Item>();
        string? cursor = null;
        do
        {
            var answer = await session.Client.Get(Paths.Query("inventory", ("limit", "200"), ("cursor", cursor)), ct);
            if (!answer.IsSuccess) return ([], answer);
            var page = session.Client.Read(answer, CliJson.Default.ItemsPage);
            products.AddRange(page.Items.Where(item => item.Available > 0));
            cursor = page.NextCursor;
        }
        while (cursor is not null && products.Count < MostProducts);

        return (products, null);
    }

    static MultiSelectionPrompt<Item> Prompt(List<Item> products) => new MultiSelectionPrompt<Item>()
        .Title("Which products?")
        .PageSize(15)
        .InstructionsText("(space chooses, enter goes on)")
        .UseConverter(item => Markup.Escape(FormattableString.Invariant($"{item.Sku} ({item.Available} available)")))
        .AddChoices(products);

    static TextPrompt<int> Quantity(Item product) => new TextPrompt<int>($"How many of {Markup.Escape(product.Sku)}?")
        .DefaultValue(1)
        .ValidationErrorMessage("A whole number, please.")
        .Validate(units => units is >= 1 and <= MostUnits
            ? units <= product.Available ? ValidationResult.Success() : ValidationResult.Error(FormattableString.Invariant($"Only {product.Available} are available."))
            : ValidationResult.Error(FormattableString.Invariant($"From 1 to {MostUnits}.")));
}
