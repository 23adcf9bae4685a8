namespace OrleansOrders.RabbitMq;

/// <summary>Publishes and waits for the confirm, as <see cref="ConfirmedPublisher.Publish"/> does.</summary>
internal delegate Task PublishCopy(RawMessage message, CancellationToken ct);

/// <summary>
/// Sends letters back, a few at a time: publish, wait for the confirm, then remove. Between the last two the letter is in both places, with the
/// same message id; it is in none at no time.
/// </summary>
internal sealed class ReplayBatch(DeadLetterScan look, PublishCopy publish, string by, Action<Guid, string?, string?, string> log)
{
    // Bounds what is in memory, and what is sent twice when the connection is lost. With batches of 32, 6 of 40 letters were seen to come back after
    // the channel had closed: a quorum queue's channel seems to hold acknowledgements back when many are under way. The confirms of the next batch
    // leave a small one the time to arrive.
    const int Size = 16;

    readonly List<FoundLetter> _letters = [];

    public int Replayed { get; private set; }

    public async Task Add(FoundLetter found, CancellationToken ct)
    {
        _letters.Add(found);
        if (_letters.Count >= Size)
            await Flush(ct);
    }

    /// <summary>Fails with the first failure, after those that were confirmed are removed.</summary>
    public async Task Flush(CancellationToken ct)
    {
        FoundLetter[] letters = [.. _letters];
        _letters.Clear();
        var publishes = Array.ConvertAll(letters, found => Publish(found, null, ct));
        var all = Task.WhenAll(publishes);
        await all.Completed();
        for (var i = 0; i < letters.Length; i++)
        {
            if (publishes[i].IsCompletedSuccessfully)
                await Remove(letters[i]);
        }

        await all;
    }

    public async Task Send(FoundLetter found, ReadOnlyMemory<byte>? editedBody, CancellationToken ct)
    {
        await Publish(found, editedBody, ct);
        await Remove(found);
    }

    /// <exception cref="UnsendableMessageException">Its first body does not fit beside the edited one into a frame of this broker.</exception>
    async Task Publish(FoundLetter found, ReadOnlyMemory<byte>? editedBody, CancellationToken ct)
    {
        try
        {
            await publish(ReplayMessage.Of(found, by, editedBody), ct);
        }
        catch (UnsendableMessageException)
        {
            await publish(ReplayMessage.Of(found, by, editedBody, bare: true), ct);
        }
    }

    async Task Remove(FoundLetter found)
    {
        await look.Remove(found);
        Replayed++;
        log(found.Letter.Id, found.Letter.MessageId, found.Letter.Queue, by);
    }
}
