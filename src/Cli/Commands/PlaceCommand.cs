using System.CommandLine;

namespace OrleansOrders.Cli;

/// <summary><c>orders place</c>.</summary>
static class PlaceCommand
{
    /// <summary>Default wait for the outcome if the items were entered at the prompt.</summary>
    const long InteractiveWait = 10;

    public static Command Create(CommandShell shell)
    {
        var customer = SharedOptions.Customer("Who orders; remembered, and the default from then on");
        var items = new Option<NewOrderLine[]>("--item")
        {
            Description = "A line of the order; repeat it for more lines. Without any, on a terminal, products are chosen from a list",
            HelpName = OrderLineParser.Form,
            Arity = ArgumentArity.OneOrMore,
            CustomParser = OrderLineParser.ParseAll,
        };
        var currency = new Option<string?>("--currency") { Description = "ISO 4217 (USD)", HelpName = "CODE" };
        var token = new Option<string?>("--token") { Description = "The payment service's token", HelpName = "TOKEN" };
        var id = new Option<string?>("--id") { Description = "The order's id, so that the command can be repeated safely (default: the server makes one)", HelpName = "ID" };
        var wait = SharedOptions.Wait("Waits so long for the order's end; the exit code then tells it (0; chosen by hand: 10)");
        var command = new Command("place", "Places an order") { customer, items, currency, token, id, wait };
        shell.Bind(command, async (session, parsed, ct) =>
        {
            var lines = parsed.GetValue(items) ?? [];
            var byHand = lines.Length == 0;
            if (byHand && (session.Json || !session.Host.IsInteractive))
                throw new UsageException($"Name what to order: --item {OrderLineParser.Form}. A list to choose from takes a terminal, and no --json.");

            var said = parsed.GetValue(customer);
            var who = said ?? session.Memory.Customer;
            if (who is null && !byHand) throw new UsageException("Say who orders: --customer ID. It is remembered.");

            if (byHand)
            {
                var choice = await ProductChoice.Ask(session, who, ct);
                if (choice.Code is { } code) return code;
                (who, lines) = (choice.Customer, choice.Lines);
            }

            var order = new NewOrder
            {
                OrderId = parsed.GetValue(id),
                CustomerId = who!,
                Currency = parsed.GetValue(currency),
                PaymentToken = parsed.GetValue(token),
                Items = lines,
            };
            var answer = await Placing.Place(session, order, parsed.Seconds(wait, byHand ? InteractiveWait : 0), ct);

            // Remembered only after the server has accepted it.
            if (answer.IsSuccess && (said is not null || byHand)) session.Memory.Remember(who!);
            var waited = byHand || parsed.GetValue(wait) > 0;
            return session.Report(answer, CliJson.Default.Order, placed => OrderText.Show(session.Screen, placed), placed => waited ? FinalState.Code(placed) : ExitCodes.Done);
        });
        return command;
    }
}
