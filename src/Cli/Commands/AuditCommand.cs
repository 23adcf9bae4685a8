using System.CommandLine;
using System.Globalization;

namespace OrleansOrders.Cli;

/// <summary><c>orders audit</c>.</summary>
static class AuditCommand
{
    // An audit reads the whole database.
    static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);

    public static Command Create(CommandShell shell)
    {
        var grace = NumberOption.Create("--grace", "SECONDS", 0, 3600, "How long things under way may take to settle; 0 for a system at rest (60)");
        var command = new Command("audit", "Checks every invariant over the whole database") { grace };
        shell.Bind(
            command,
            async (session, parsed, ct) =>
            {
                var path = Paths.Query("admin/audit", ("grace", parsed.GetValue(grace)?.ToString(CultureInfo.InvariantCulture)));
                return session.Report(
                    await session.Client.Get(path, ct),
                    CliJson.Default.Audit,
                    audit => Show(session.Screen, audit),
                    audit => audit.Clean ? ExitCodes.Done : ExitCodes.Violations);
            },
            Timeout);
        return command;
    }

    // The server may answer with an earlier audit.
    static string MadeAt(Audit audit) => audit.At is { } at ? FormattableString.Invariant($", made at {at.UtcDateTime:u}") : "";

    static void Show(Screen screen, Audit audit)
    {
        screen.Status(
            "Audit: ", audit.Clean ? "clean" : "violated", FormattableString.Invariant($" ({audit.Orders} orders, {audit.Items} items, {audit.Holds} holds){MadeAt(audit)}"));
        if (audit.Invariants is { Count: > 0 } invariants)
            screen.Table(["INVARIANT", "VIOLATIONS", "STATES"], invariants.Select(i => (string?[])[i.Name, i.Violations.ToString(CultureInfo.InvariantCulture), i.States]));
        foreach (var violation in audit.Violations ?? []) screen.Line($"{violation.Invariant} {violation.Subject}: {violation.Detail}");
    }
}
