namespace Orleans.Runtime;

/// <summary>Anything that has a grain's address: grain classes and references to grains.</summary>
public interface IAddressable;
