using System.Data.Common;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Npgsql;
using Orleans.Runtime;
using OrleansOrders.Grains;
using OrleansOrders.RabbitMq;
using OrleansOrders.Storage;

namespace OrleansOrders.Api;

/// <summary>What a thrown exception means to the client. Its text never leaves the process.</summary>
static class Failures
{
    public static ProblemResult ProblemOf(Exception exception) => exception switch
    {
        BadHttpRequestException bad => new(ProblemKinds.OfStatus(bad.StatusCode)),
        _ when MayPass(exception) => new(ProblemKinds.Unavailable, $"{WhatIsAway(exception)} Nothing is lost: ask again."),
        _ => new(ProblemKinds.InternalError),
    };

    /// <summary>Whether the same request may succeed later: the outcome is unknown, and every call is safe to repeat.</summary>
    public static bool MayPass(Exception exception) => exception switch
    {
        // An IOException too, of a request that nobody can read.
        BadHttpRequestException => false,

        // The server may have answered, and says what is wrong: only some of it passes.
        NpgsqlException npgsql => PostgresErrors.IsUnavailable(npgsql),
        DbException or TimeoutException or SocketException or OrleansException => true,

        // Of a silo that went away: its rejections say what it met itself.
        IOException or OperationCanceledException or ObjectDisposedException => true,
        StaleActivationException or StorageUnavailableException or MessagingException or AuditBusyException => true,
        AggregateException { InnerException: { } inner } => MayPass(inner),
        _ => false,
    };

    static string WhatIsAway(Exception exception) => exception switch
    {
        AggregateException { InnerException: { } inner } => WhatIsAway(inner),

        // Orleans wraps what its storage of grain states throws.
        OrleansException { InnerException: StorageUnavailableException inner } => WhatIsAway(inner),
        StorageUnavailableException or DbException => "The database is away or cannot be written to.",
        AuditBusyException => "Another audit is running.",
        DeadLettersBusyException => "Another request works at the dead letters.",
        MessagingException => "The broker is away, takes nothing, or did not confirm in time.",
        OrleansException or StaleActivationException => "A silo is away or changes places.",
        _ => "A part that is needed is away.",
    };
}
