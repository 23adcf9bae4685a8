using Microsoft.AspNetCore.Http;

namespace OrleansOrders.Api;

/// <summary>The header <c>X-Requested-By</c>: the requester, as stated by the client. It is recorded and not verified.</summary>
static class RequestedByHeader
{
    public const string Name = "X-Requested-By";
    public const string Description = "The requester, 1 to 100 visible ASCII characters, kept in the message's headers. Default, also for an invalid value: \"api\"";
    const string Nobody = "api";
    const int MaxLength = 100;

    public static string Of(HttpRequest request)
    {
        var given = request.Headers[Name];
        return given.Count == 1 && given[0] is { Length: >= 1 and <= MaxLength } by && by.All(c => c is >= ' ' and <= '~') ? by : Nobody;
    }
}
