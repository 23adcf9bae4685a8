using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OrleansOrders.Api;

partial class ProblemMiddleware
{
    [LoggerMessage(EventId = 4001, Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    static partial void LogFailed(ILogger logger, Exception exception, string method, PathString path);

    [LoggerMessage(EventId = 4002, Level = LogLevel.Warning, Message = "{Method} {Path} was answered with 503: {Failure}")]
    static partial void LogUnavailable(ILogger logger, string failure, string method, PathString path);

    [LoggerMessage(EventId = 4003, Level = LogLevel.Debug, Message = "The client of a {Method} request disconnected")]
    static partial void LogClientGone(ILogger logger, Exception exception, string method);
}
