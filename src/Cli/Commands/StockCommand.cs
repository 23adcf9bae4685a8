using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace OrleansOrders.Cli;

/// <summary><c>orders stock</c>.</summary>
static class StockCommand
{
    /// <summary>Maximum units of an item, and of one adjustment.</summary>
    const long MostUnits = 1_000_000_000_000;

    public static Command Create(CommandShell shell)
    {
        var sku = new Argument<string?>("SKU") { Description = "One item; without it all items", Arity = ArgumentArity.ZeroOrOne };
        var set = NumberOption.Create("--set", "N", 0, MostUnits, "Sets the available units");
        var adjust = NumberOption.Create("--adjust", "DELTA", -MostUnits, MostUnits, "Adds so many units; a negative number takes them away");
        var adjustmentId = new Option<string?>("--adjustment-id") { Description = "Counts once per item, so the command can be repeated safely (default: a new id)", HelpName = "ID" };
        var limit = SharedOptions.Limit();
        var cursor = SharedOptions.Cursor();
        var command = new Command("stock", "Shows what is in stock, or changes it") { sku, set, adjust, adjustmentId, limit, cursor };
        command.Validators.Add(result => Check(result, sku, set, adjust, adjustmentId));
        shell.Bind(command, async (session, parsed, ct) =>
        {
            if (parsed.GetValue(sku) is not { } item)
            {
                var path = Paths.Query("inventory", ("limit", parsed.GetValue(limit)?.ToString(CultureInfo.InvariantCulture)), ("cursor", parsed.GetValue(cursor)));
                return session.Report(await session.Client.Get(path, ct), CliJson.Default.ItemsPage, page => Show(session.Screen, page));
            }

            Answer answer;
            if (parsed.GetValue(set) is { } units) answer = await session.Client.Put(Paths.Item(item), new(units), CliJson.Default.StockCount, ct);
            else if (parsed.GetValue(adjust) is { } delta) answer = await Adjust(session, item, parsed.GetValue(adjustmentId), delta, ct);
            else answer = await session.Client.Get(Paths.Item(item), ct);
            return session.Report(answer, CliJson.Default.Item, stock => Show(session.Screen, new ItemsPage { Items = [stock] }));
        });
        return command;
    }

    static Task<Answer> Adjust(Session session, string sku, string? id, long delta, CancellationToken ct)
    {
        if (id is null)
        {
            id = "cli-" + Guid.NewGuid().ToString("N");
            session.Screen.Note($"Adjustment {id}: should the answer be lost, repeat the command with --adjustment-id {id}.");
        }

        return session.Client.Post(Paths.Item(sku) + "/adjustments", new(id, delta), CliJson.Default.StockAdjustment, ct);
    }

    static void Check(CommandResult result, Argument<string?> sku, Option<long?> set, Option<long?> adjust, Option<string?> adjustmentId)
    {
        var (sets, adjusts) = (result.GetResult(set) is not null, result.GetResult(adjust) is not null);
        if (sets && adjusts) result.AddError("--set and --adjust cannot both be.");
        if ((sets || adjusts) && result.GetValue(sku) is null) result.AddError("Name the item to change.");
        if (!adjusts && result.GetResult(adjustmentId) is not null) result.AddError("--adjustment-id belongs to --adjust.");
    }

    static void Show(Screen screen, ItemsPage page)
    {
        if (page.Items.Count == 0) screen.Line("No items.");
        else screen.Table(["ITEM", "AVAILABLE", "RESERVED", "SOLD"], page.Items.Select(item => (string?[])[item.Sku, Units(item.Available), Units(item.Reserved), Units(item.Sold)]));
        if (page.NextCursor is not null) screen.Note($"There are more: --cursor {page.NextCursor}");
    }

    static string Units(long units) => units.ToString(CultureInfo.InvariantCulture);
}
