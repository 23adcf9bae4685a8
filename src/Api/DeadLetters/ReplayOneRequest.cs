using System.Text.Json;

namespace OrleansOrders.Api;

/// <summary>A replay of one letter; without a body it goes as it is.</summary>
/// <param name="Body">The object that takes the place of the letter's body.</param>
public sealed record ReplayOneRequest(JsonElement? Body);
