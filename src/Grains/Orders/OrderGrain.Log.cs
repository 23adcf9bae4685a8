using Microsoft.Extensions.Logging;
using OrleansOrders.Domain;

namespace OrleansOrders.Grains;

partial class OrderGrain
{
    [LoggerMessage(EventId = 5101, Level = LogLevel.Error, Message = "An item refused to {Instruction} the hold of order {OrderId}: {Refusal}")]
    static partial void LogItemRefused(ILogger logger, OrderId orderId, StockInstruction instruction, StockRefusal refusal);
}
