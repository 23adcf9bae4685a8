using System.CommandLine;

namespace OrleansOrders.Cli;

/// <summary><c>orders watch</c>.</summary>
static class WatchCommand
{
    public static Command Create(CommandShell shell)
    {
        var customer = SharedOptions.Customer("Whose notifications; remembered");
        var count = NumberOption.Create("--count", "N", 1, long.MaxValue, "Ends after so many notifications");
        var command = new Command("watch", "Shows a customer's notifications as they come, and those missed since the last watch; Ctrl-C ends it") { customer, count };
        shell.Bind(command, async (session, parsed, ct) =>
        {
            var who = session.Customer(parsed.GetValue(customer)) ?? throw new UsageException("Say whose notifications: --customer ID. It is remembered.");
            session.Screen.Note($"Watching the notifications of {who} at {session.Client.Server}.");
            var sink = new NotificationSink(session, session.Memory.PositionOf(session.Client.Server, who), parsed.GetValue(count));
            return await new Watcher(session, who, sink).Run(ct);
        });
        return command;
    }
}
