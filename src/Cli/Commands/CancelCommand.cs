using System.CommandLine;

namespace OrleansOrders.Cli;

/// <summary><c>orders cancel</c>.</summary>
static class CancelCommand
{
    const int Accepted = 202;

    public static Command Create(CommandShell shell)
    {
        var id = new Argument<string>("ID") { Description = "The order" };
        var wait = SharedOptions.Wait("Waits so long for the outcome (the server's own, some seconds)");
        var command = new Command("cancel", "Cancels an order") { id, wait };
        shell.Bind(command, async (session, parsed, ct) =>
        {
            var path = Paths.Order(parsed.GetRequiredValue(id)) + "/cancel";
            var patience = parsed.Seconds(wait);
            var answer = await session.Client.Send(() => Request(path, parsed.GetValue(wait) is null ? null : patience), ct, patience);
            var code = session.Report(answer, CliJson.Default.Order, order => OrderText.Show(session.Screen, order));
            if (answer.Status != Accepted) return code;
            session.Screen.Note("The cancellation is under way; 'orders show' tells what became of it.");
            return ExitCodes.NotYet;
        });
        return command;
    }

    static HttpRequestMessage Request(string path, TimeSpan? wait)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path);
        if (wait is { } patience) request.Headers.Add("Prefer", FinalState.Header(patience));
        return request;
    }
}
