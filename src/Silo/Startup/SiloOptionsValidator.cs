using Microsoft.Extensions.Options;

namespace OrleansOrders.Silo;

/// <summary>Validates the options of the process, of storage and of the grains.</summary>
[OptionsValidator]
sealed partial class SiloOptionsValidator :
    IValidateOptions<ClusterSettings>, IValidateOptions<ConnectionOptions>, IValidateOptions<DrainOptions>, IValidateOptions<HealthOptions>,
    IValidateOptions<StorageOptions>, IValidateOptions<GroupCommitOptions>, IValidateOptions<StockLedgerOptions>,
    IValidateOptions<OrderOptions>, IValidateOptions<InventoryOptions>;
