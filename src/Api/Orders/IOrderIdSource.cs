using OrleansOrders.Domain;

namespace OrleansOrders.Api;

/// <summary>Ids for orders that do not bring their own.</summary>
public interface IOrderIdSource
{
    /// <summary>An id that nobody has.</summary>
    OrderId Next();
}
