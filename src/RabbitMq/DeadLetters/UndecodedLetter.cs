using RabbitMQ.Client;

namespace OrleansOrders.RabbitMq;

/// <summary>A letter from another program with properties that cannot be decoded.</summary>
static class UndecodedLetter
{
    /// <summary>A copy of the letter under the same id, with properties that can be decoded.</summary>
    public static RawMessage Copy(FoundLetter found)
    {
        var letter = found.Letter;
        return new(BrokerNames.DefaultExchange, BrokerNames.DeadLetterQueue, letter.MessageId, "", Properties, letter.Body);

        BasicProperties Properties() => new()
        {
            MessageId = letter.MessageId,
            DeliveryMode = DeliveryModes.Persistent,
            Headers = new Dictionary<string, object?>
            {
                [MessageHeaders.DeadLetterId] = letter.Id.ToString("D"),
                [MessageHeaders.Reason] = letter.Reason,
                [MessageHeaders.Error] = letter.Error,
                [MessageHeaders.Envelope] = Convert.ToBase64String(letter.Envelope!.Bytes.Span),
                [MessageHeaders.EnvelopeSize] = letter.Envelope.Size,
            },
        };
    }
}
