using System.Text.Json;

namespace OrleansOrders.Simulation;

/// <summary>What was asked for, and what was promised. Each order has a customer of its own, by whom it is known whatever its id becomes.</summary>
sealed class OrderBook
{
    readonly Dictionary<CustomerId, Entry> _byCustomer = [];

    public IEnumerable<Entry> Entries => _byCustomer.Values;

    public Entry Add(int number, string body, NewOrder content, bool mayBeTwo) => _byCustomer[content.CustomerId] = new(number, body, content, mayBeTwo);

    public Entry? Find(CustomerId customer) => _byCustomer.GetValueOrDefault(customer);

    public Entry? Find(int number) => _byCustomer.Values.FirstOrDefault(entry => entry.Number == number);

    /// <summary>One order that somebody wants.</summary>
    public sealed class Entry(int number, string body, NewOrder content, bool mayBeTwo)
    {
        public int Number => number;

        public string Body => body;

        public NewOrder Content => content;

        /// <summary>Nothing tells a repeat from another order of the same.</summary>
        public bool MayBeTwo => mayBeTwo;

        /// <summary>Its id, once it has one.</summary>
        public OrderId? Id { get; set; }

        /// <summary>Somebody looks at it until it is final.</summary>
        public bool IsWatched { get; set; }

        /// <summary>The last that anybody was told of it; null before it was promised.</summary>
        public Order? Seen { get; set; }
    }
}
