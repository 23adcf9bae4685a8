using System.Data.Common;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Npgsql;
using Orleans.Runtime;

namespace OrleansOrders.Api;

/// <summary>Maps exceptions to problem documents. The exception's text never leaves the process.</summary>
static class Failures
{
    public static (ProblemKind Kind, string? Detail) ProblemOf(Exception exception) => exception switch
    {
        BadHttpRequestException bad => (ProblemKinds.OfStatus(bad.StatusCode), null),
        _ when MayPass(exception) => (ProblemKinds.Unavailable, $"{WhatIsAway(exception)} Nothing is lost: ask again."),
        _ => (ProblemKinds.InternalError, null),
    };

    /// <summary>Whether the same request may succeed later. The outcome may be unknown, but every request is safe to repeat.</summary>
    public static bool MayPass(Exception exception) => exception switch
    {
        // Derived from IOException, but the request itself is malformed.
        BadHttpRequestException => false,

        // If the server responded, only some of its errors are temporary.
        NpgsqlException npgsql => PostgresErrors.IsUnavailable(npgsql),
        DbException or TimeoutException or SocketException or OrleansException => true,

        // From a lost silo: its rejections pass on its own exceptions.
        IOException or OperationCanceledException or ObjectDisposedException => true,
        StaleActivationException or StorageUnavailableException or MessagingException or AuditBusyException => true,
        AggregateException { InnerException: { } inner } => MayPass(inner),
        _ => false,
    };

    static string WhatIsAway(Exception exception) => exception switch
    {
        AggregateException { InnerException: { } inner } => WhatIsAway(inner),

        // Orleans wraps exceptions of its grain storage.
        OrleansException { InnerException: StorageUnavailableException inner } => WhatIsAway(inner),
        StorageUnavailableException or DbException => "The database is away or cannot be written to.",
        AuditBusyException => "Another audit is running.",
        DeadLettersBusyException => "Another request works at the dead letters.",
        MessagingException => "The broker is away, takes nothing, or did not confirm in time.",
        OrleansException or StaleActivationException => "A silo is away or changes places.",
        _ => "A part that is needed is away.",
    };
}
