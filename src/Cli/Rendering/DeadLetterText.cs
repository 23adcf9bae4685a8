namespace OrleansOrders.Cli;

/// <summary>The dead-letter desk for a person.</summary>
static class DeadLetterText
{
    public static void Show(Screen screen, DeadLettersPage page)
    {
        if (page.DeadLetters.Count == 0)
        {
            screen.Line("No dead letters.");
            return;
        }

        screen.Table(
            ["ID", "QUEUE", "REASON", "ATTEMPTS", "REPLAYS", "AT", "ERROR"],
            page.DeadLetters.Select(letter => Cells(letter, "id", "queue", "reason", "attempts", "replays", "at", "error")));
        if (page.Groups is { Count: > 0 } groups)
        {
            screen.Line("");
            screen.Table(["COUNT", "QUEUE", "REASON", "ERROR"], groups.Select(group => Cells(group, "count", "queue", "reason", "error")));
        }

        if (page.Truncated) screen.Note("There are more than are shown or counted here.");
    }

    public static void Show(Screen screen, DryRun run)
    {
        screen.Line($"{(run.Accepted ? "It would be accepted" : "It would not be accepted")}: {run.Outcome}{(run.Reason is null ? "" : $" ({run.Reason})")}");
        if (run.Detail is not null) screen.Line(run.Detail);
    }

    public static void Show(Screen screen, ReplayReport report)
    {
        screen.Line(FormattableString.Invariant($"Replayed: {report.Replayed}"));
        foreach (var id in report.NotFound ?? []) screen.Line($"Not found: {id}");
        foreach (var id in report.NoOrigin ?? []) screen.Line($"Its queue is unknown: {id}");
        if (report.Truncated) screen.Note("There are more of them: repeat the command.");
    }

    static string?[] Cells(System.Text.Json.JsonElement element, params string[] names) => [.. names.Select(name => JsonText.Field(element, name))];
}
