namespace OrleansOrders.RabbitMq;

/// <summary>Publishes and waits for the confirm, like <see cref="ConfirmedPublisher.Publish"/>.</summary>
delegate Task PublishCopy(RawMessage message, CancellationToken ct);

/// <summary>
/// Replays letters in small batches: publish, wait for the confirm, then remove. Between the confirm and the removal the letter exists
/// twice, with the same message id; it is never missing from both queues.
/// </summary>
sealed class ReplayBatch(DeadLetterScan look, PublishCopy publish, string by, Action<Guid, string?, string?, string> log)
{
    // Bounds memory and the number of duplicates after a lost connection. With batches of 32, 6 of 40 letters were requeued after the
    // channel had closed: a quorum queue's channel seems to delay acknowledgements when many are in progress. With a small batch they
    // arrive during the confirms of the next one.
    const int Size = 16;

    readonly List<FoundLetter> _letters = [];

    public int Replayed { get; private set; }

    public async Task Add(FoundLetter found, CancellationToken ct)
    {
        _letters.Add(found);
        if (_letters.Count >= Size) await Flush(ct);
    }

    /// <summary>Throws the first failure, after the confirmed letters are removed.</summary>
    public async Task Flush(CancellationToken ct)
    {
        FoundLetter[] letters = [.. _letters];
        _letters.Clear();
        var publishes = Array.ConvertAll(letters, found => Publish(found, null, ct));
        var all = Task.WhenAll(publishes);
        await all.Completed();
        for (var i = 0; i < letters.Length; i++)
        {
            if (publishes[i].IsCompletedSuccessfully) await Remove(letters[i]);
        }

        await all;
    }

    public async Task Send(FoundLetter found, ReadOnlyMemory<byte>? editedBody, CancellationToken ct)
    {
        await Publish(found, editedBody, ct);
        await Remove(found);
    }

    /// <exception cref="UnsendableMessageException">The original body does not fit into a frame of this broker beside the edited
    /// one.</exception>
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
