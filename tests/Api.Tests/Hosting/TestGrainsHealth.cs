using OrleansOrders.Silo;

namespace OrleansOrders.Api.Tests;

/// <summary>Grains that can be called, or not.</summary>
sealed class TestGrainsHealth : IGrainsHealth
{
    public string? Trouble { get; set; }
}
