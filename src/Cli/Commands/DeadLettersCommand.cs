using System.CommandLine;
using System.Globalization;

namespace OrleansOrders.Cli;

/// <summary><c>orders dead-letters</c> and its subcommands.</summary>
static class DeadLettersCommand
{
    public static Command Create(CommandShell shell)
    {
        var command = new Command("dead-letters", "Messages that could not be processed; without a subcommand, lists them")
        {
            Listing(shell, new Command("list", "Lists dead letters, the oldest first, and their causes")),
            ById(shell, "show", "Shows a dead letter with its body and headers", Show),
            ById(shell, "dry-run", "Tells whether it would be accepted now; changes nothing", DryRun),
            ReplayCommand.Create(shell),
            ById(shell, "delete", "Deletes a dead letter permanently", Delete),
        };
        return Listing(shell, command);
    }

    static Command Listing(CommandShell shell, Command command)
    {
        var queue = new Option<string?>("--queue") { Description = "Only letters of this queue", HelpName = "QUEUE" };
        var reason = new Option<string?>("--reason") { Description = "Only letters with this reason", HelpName = "REASON" };
        var limit = SharedOptions.Limit();
        command.Add(queue);
        command.Add(reason);
        command.Add(limit);
        shell.Bind(command, async (session, parsed, ct) =>
        {
            var path = Paths.Query(
                "dead-letters",
                ("queue", parsed.GetValue(queue)),
                ("reason", parsed.GetValue(reason)),
                ("limit", parsed.GetValue(limit)?.ToString(CultureInfo.InvariantCulture)));
            return session.Report(await session.Client.Get(path, ct), CliJson.Default.DeadLettersPage, page => DeadLetterText.Show(session.Screen, page));
        });
        return command;
    }

    static Command ById(CommandShell shell, string name, string description, Func<Session, string, CancellationToken, Task<int>> action)
    {
        var id = new Argument<string>("ID") { Description = "The dead letter" };
        var command = new Command(name, description) { id };
        shell.Bind(command, (session, parsed, ct) => action(session, parsed.GetRequiredValue(id), ct));
        return command;
    }

    static async Task<int> Show(Session session, string id, CancellationToken ct) => session.Report(
        await session.Client.Get(Paths.DeadLetter(id), ct), CliJson.Default.JsonElement, letter => JsonText.Show(session.Screen, letter));

    static async Task<int> DryRun(Session session, string id, CancellationToken ct) => session.Report(
        await session.Client.Send(() => new(HttpMethod.Post, Paths.DeadLetter(id) + "/dry-run"), ct),
        CliJson.Default.DryRun,
        run => DeadLetterText.Show(session.Screen, run),
        run => run.Accepted ? ExitCodes.Done : ExitCodes.Refused);

    static async Task<int> Delete(Session session, string id, CancellationToken ct)
    {
        var answer = await session.Client.Delete(Paths.DeadLetter(id), ct);
        if (!answer.IsSuccess) return session.Refuse(answer);
        if (session.Json && answer.Body.Length > 0) session.Screen.Verbatim(answer.Body);
        else session.Screen.Note($"Deleted {id}.");
        return ExitCodes.Done;
    }
}
