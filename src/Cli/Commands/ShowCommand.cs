using System.CommandLine;

namespace OrleansOrders.Cli;

/// <summary><c>orders show</c>.</summary>
static class ShowCommand
{
    public static Command Create(CommandShell shell)
    {
        var id = new Argument<string>("ID") { Description = "The order" };
        var wait = SharedOptions.Wait("Waits so long for the order's end; the exit code then tells it (0)");
        var command = new Command("show", "Shows an order") { id, wait };
        shell.Bind(command, async (session, parsed, ct) =>
        {
            var patience = parsed.Seconds(wait);
            var answer = await FinalState.Of(session, parsed.GetRequiredValue(id), patience, ct);
            return session.Report(
                answer, CliJson.Default.Order, order => OrderText.Show(session.Screen, order), order => patience > TimeSpan.Zero ? FinalState.Code(order) : ExitCodes.Done);
        });
        return command;
    }
}
