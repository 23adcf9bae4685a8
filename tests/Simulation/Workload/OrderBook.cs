using System.Text.Json;

namespace OrleansOrders.Simulation;

/// <summary>The requests and the promises. Each order has its own customer, which identifies it whatever its id is.</summary>
sealed class OrderBook
{
    readonly Dictionary<CustomerId, Entry> _byCustomer = [];

    public IEnumerable<Entry> Entries => _byCustomer.Values;

    public Entry Add(int number, string body, NewOrder content, bool mayBeTwo) => _byCustomer[content.CustomerId] = new(number, body, content, mayBeTwo);

    public Entry? Find(CustomerId customer) => _byCustomer.GetValueOrDefault(customer);

    public Entry? Find(int number) => _byCustomer.Values.FirstOrDefault(entry => entry.Number == number);

    /// <summary>One requested order.</summary>
    public sealed class Entry(int number, string body, NewOrder content, bool mayBeTwo)
    {
        public int Number => number;

        public string Body => body;

        public NewOrder Content => content;

        /// <summary>A repeat cannot be distinguished from another order with the same content.</summary>
        public bool MayBeTwo => mayBeTwo;

        /// <summary>Its id, once assigned.</summary>
        public OrderId? Id { get; set; }

        /// <summary>Whether a client reads it until it is final.</summary>
        public bool IsWatched { get; set; }

        /// <summary>The newest state in a reply; null before it was promised.</summary>
        public Order? Seen { get; set; }
    }
}
