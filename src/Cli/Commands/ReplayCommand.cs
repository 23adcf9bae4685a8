using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;

namespace OrleansOrders.Cli;

/// <summary><c>orders dead-letters replay</c>.</summary>
static class ReplayCommand
{
    // A group may be large, and each letter waits for the broker.
    static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    public static Command Create(CommandShell shell)
    {
        var ids = new Argument<string[]>("ID") { Description = "The dead letters; without ids, the group that the options select", Arity = ArgumentArity.ZeroOrMore };
        var queue = new Option<string?>("--queue") { Description = "The group of this queue", HelpName = "QUEUE" };
        var reason = new Option<string?>("--reason") { Description = "The group with this reason", HelpName = "REASON" };
        var error = new Option<string?>("--error") { Description = "The group with this error", HelpName = "TEXT" };
        var body = new Option<FileInfo?>("--body") { Description = "Replays one letter with the JSON object of this file as its body; the original body is kept in a header", HelpName = "FILE" };
        var by = new Option<string?>("--by") { Description = "The requester, kept in the message's headers (default: the user's name)", HelpName = "NAME" };
        var command = new Command("replay", "Sends dead letters back to their queues") { ids, queue, reason, error, body, by };
        command.Validators.Add(result => Check(result, ids, body, queue, reason, error));
        shell.Bind(
            command,
            async (session, parsed, ct) =>
            {
                var selected = parsed.GetValue(ids) ?? [];
                var edited = parsed.GetValue(body) is { } file ? await Edited(file, ct) : null;
                var selection = new ReplaySelection(selected.Length > 0 ? selected : null, parsed.GetValue(queue), parsed.GetValue(reason), parsed.GetValue(error));
                var answer = await session.Client.Send(() => By(Request(selection, edited), parsed.GetValue(by) ?? session.Host.Variable("USER")), ct);
                return session.Report(answer, CliJson.Default.ReplayReport, report => DeadLetterText.Show(session.Screen, report), Code);
            },
            Timeout);
        return command;
    }

    static HttpRequestMessage Request(ReplaySelection selection, EditedLetter? edited) => selection.Ids switch
    {
        [var one] when edited is { } letter => OrdersClient.Request(HttpMethod.Post, Paths.DeadLetter(one) + "/replay", letter, CliJson.Default.EditedLetter),
        [var one] => new(HttpMethod.Post, Paths.DeadLetter(one) + "/replay"),
        _ => OrdersClient.Request(HttpMethod.Post, "dead-letters/replay", selection, CliJson.Default.ReplaySelection),
    };

    static HttpRequestMessage By(HttpRequestMessage request, string? name)
    {
        if (!string.IsNullOrEmpty(name) && name.All(c => c is >= ' ' and <= '~')) request.Headers.Add("X-Requested-By", name);
        return request;
    }

    static async Task<EditedLetter> Edited(FileInfo file, CancellationToken ct)
    {
        try
        {
            await using var stream = file.OpenRead();
            using var document = await JsonDocument.ParseAsync(stream, cancellationToken: ct);
            return new(document.RootElement.Clone());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new UsageException($"--body {file}: {e.Message}");
        }
    }

    static void Check(CommandResult result, Argument<string[]> ids, Option<FileInfo?> body, params Option<string?>[] group)
    {
        var selected = result.GetValue(ids)?.Length ?? 0;
        var grouped = group.Any(option => result.GetResult(option) is not null);
        if (selected == 0 && !grouped) result.AddError("Name dead letters, or a group by --queue, --reason or --error.");
        if (selected > 0 && grouped) result.AddError("Either dead letters or a group, not both.");
        if (selected != 1 && result.GetResult(body) is not null) result.AddError("--body takes one dead letter.");
    }

    static int Code(ReplayReport report) => report switch
    {
        { NotFound.Count: > 0 } => ExitCodes.NotFound,
        { NoOrigin.Count: > 0 } => ExitCodes.Refused,
        { Truncated: true } => ExitCodes.NotYet,
        _ => ExitCodes.Done,
    };
}
