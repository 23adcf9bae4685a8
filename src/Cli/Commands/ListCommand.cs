using System.CommandLine;
using System.Globalization;

namespace OrleansOrders.Cli;

/// <summary><c>orders list</c>.</summary>
static class ListCommand
{
    public static Command Create(CommandShell shell)
    {
        var customer = SharedOptions.Customer("Only this customer's; else those of the remembered one");
        var all = new Option<bool>("--all") { Description = "Orders of every customer" };
        var status = new Option<string?>("--status") { Description = "Only orders with this status: pending, reserved, confirmed, failed or cancelled", HelpName = "STATUS" };
        var limit = SharedOptions.Limit();
        var cursor = SharedOptions.Cursor();
        var command = new Command("list", "Lists orders, newest first") { customer, all, status, limit, cursor };
        command.Validators.Add(result =>
        {
            if (result.GetValue(all) && result.GetValue(customer) is not null) result.AddError("--all and --customer cannot both be.");
        });
        shell.Bind(command, async (session, parsed, ct) =>
        {
            var who = parsed.GetValue(all) ? null : parsed.GetValue(customer) ?? session.Memory.Customer;
            if (who is not null && parsed.GetValue(customer) is null) session.Screen.Note($"Orders of {who}; --all lists everybody's.");
            var path = Paths.Query(
                "orders",
                ("customer_id", who),
                ("status", parsed.GetValue(status)),
                ("limit", parsed.GetValue(limit)?.ToString(CultureInfo.InvariantCulture)),
                ("cursor", parsed.GetValue(cursor)));
            return session.Report(await session.Client.Get(path, ct), CliJson.Default.OrdersPage, page => OrderText.Show(session.Screen, page));
        });
        return command;
    }
}
