namespace OrleansOrders.Bench;

/// <summary>Which items orders take.</summary>
enum OrderShape
{
    /// <summary>Two lines over a thousand items, each as likely.</summary>
    Uniform,

    /// <summary>Two lines over a thousand items, the few first ones far more often (1/n).</summary>
    Skewed,

    /// <summary>Two lines, one of which is the same item in every order.</summary>
    Hot,
}
