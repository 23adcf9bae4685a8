using OrleansOrders.Api;
using OrleansOrders.Hosting;

return await OrdersProcess.Run(args, ApiProcess.Build);
