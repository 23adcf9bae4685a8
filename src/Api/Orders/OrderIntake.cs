using System.Security.Cryptography;
using Orleans;

namespace OrleansOrders.Api;

/// <summary>Accepts an order: parse, claim the idempotency key, persist as pending, announce. Every step may be repeated.</summary>
sealed class OrderIntake(IGrainFactory grains, GrainRetry retry, IIdempotencyKeys keys, IOrderIdSource ids, OrderAnnouncer announcer, ApiTelemetry telemetry)
{
    /// <summary>After <see cref="Intake.Accepted"/> is returned, the order is durable and will be processed.</summary>
    public async Task<Intake> Post(ReadOnlyMemory<byte> body, string? idempotencyKey, CancellationToken ct)
    {
        var intake = await Decide(body, idempotencyKey, ct);
        telemetry.Posted(intake);
        return intake;
    }

    async Task<Intake> Decide(ReadOnlyMemory<byte> body, string? idempotencyKey, CancellationToken ct)
    {
        var generated = ids.Next();
        var parsed = OrderParser.Parse(body, generated);
        return parsed.Value is { } order ? await Claim(order, body, generated, idempotencyKey, ct) : new Intake.Invalid(parsed.Errors);
    }

    async Task<Intake> Claim(NewOrder order, ReadOnlyMemory<byte> body, OrderId generated, string? idempotencyKey, CancellationToken ct)
    {
        var isNew = order.OrderId == generated;
        if (idempotencyKey is not null)
        {
            var fingerprint = Fingerprint.Of(order, ownId: !isNew);
            var entry = await keys.Claim(idempotencyKey, order.OrderId, fingerprint, ct);
            if (!CryptographicOperations.FixedTimeEquals(entry.Fingerprint.Span, fingerprint)) return new Intake.KeyReused();
            if (entry.OrderId != order.OrderId)
            {
                isNew = false;
                order = Reread(body, entry.OrderId);
            }
        }

        return await Accept(order, isNew, ct);
    }

    async Task<Intake> Accept(NewOrder order, bool isNew, CancellationToken ct)
    {
        var reply = await retry.Call(() => grains.Order(order.OrderId).Accept(order), ct);
        if (reply.Refusal is { } refusal) return new Intake.Refused(refusal);

        var accepted = reply.Order ?? throw new InvalidOperationException("The grain accepted the order but returned none.");
        await announcer.Announce(accepted, reply.Facts);

        // An id that was created here is unknown to other callers: if the grain already has the order, this call's own retry created it.
        return new Intake.Accepted(accepted, Replayed: !reply.Changed && !isNew);
    }

    static NewOrder Reread(ReadOnlyMemory<byte> body, OrderId id) =>
        OrderParser.Parse(body, id).Value ?? throw new InvalidOperationException("The body was a valid order and no longer is.");
}
