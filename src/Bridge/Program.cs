using OrleansOrders.Bridge;
using OrleansOrders.Hosting;

return await OrdersProcess.Run(args, BridgeProcess.Build);
