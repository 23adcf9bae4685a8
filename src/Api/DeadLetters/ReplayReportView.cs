using OrleansOrders.RabbitMq;

namespace OrleansOrders.Api;

/// <summary>What became of a replay of several letters.</summary>
/// <param name="Replayed">How many were sent back.</param>
/// <param name="NotFound">The ids of no letter.</param>
/// <param name="NoOrigin">The ids of letters that stay, since nobody knows the queue they came from.</param>
/// <param name="Truncated">There are more letters than were looked at: ask again.</param>
public sealed record ReplayReportView(int Replayed, IReadOnlyList<string> NotFound, IReadOnlyList<string> NoOrigin, bool Truncated)
{
    internal static ReplayReportView Of(ReplayReport report, IEnumerable<string> noIds) => new(
        report.Replayed, [.. report.NotFound.Select(id => id.ToString("D")), .. noIds], [.. report.NoOrigin.Select(id => id.ToString("D"))], report.Truncated);
}
