namespace OrleansOrders.Messaging;

/// <summary>
/// Sends letters back, a few at a time: publish, wait for the confirm, then remove. Between the last two the letter is in both places, with the
/// same message id; it is in none at no time.
/// </summary>
internal sealed class ReplayBatch(DeadLetterLook look, PublishCopy publish, string by, Action<Guid, string?, string?, string> log)
{
    // Bounds what is in memory, and what is sent twice when the connection is lost. A quorum queue has at most 32 acknowledgements of a channel under
    // way and holds the others back in the channel; those are lost when it closes, and their letters come back. The confirms of the next batch
    // come after the acknowledgements of this one, so that there are never more than a batch of them under way.
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
        var publishes = Array.ConvertAll(letters, found => publish(ReplayMessage.Of(found, by, null), ct));
        var all = Task.WhenAll(publishes);
        await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        for (var i = 0; i < letters.Length; i++)
        {
            if (publishes[i].IsCompletedSuccessfully)
                await Remove(letters[i]);
        }

        await all;
    }

    public async Task Send(FoundLetter found, ReadOnlyMemory<byte>? editedBody, CancellationToken ct)
    {
        await publish(ReplayMessage.Of(found, by, editedBody), ct);
        await Remove(found);
    }

    async Task Remove(FoundLetter found)
    {
        await look.Remove(found);
        Replayed++;
        log(found.Letter.Id, found.Letter.MessageId, found.Letter.Queue, by);
    }
}
