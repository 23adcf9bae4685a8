using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace OrleansOrders.RabbitMq;

/// <summary>Registration of options.</summary>
public static partial class ValidatedOptions
{
    /// <summary>
    /// Binds options to <paramref name="section"/>. A process with a value that <typeparamref name="TValidator"/> rejects does not start;
    /// the error names the setting as configuration does (<c>Section:Name</c>).
    /// </summary>
    public static OptionsBuilder<TOptions> AddValidatedOptions<TOptions, TValidator>(this IServiceCollection services, IConfiguration configuration, string section)
        where TOptions : class
        where TValidator : IValidateOptions<TOptions>, new()
    {
        services.AddSingleton<IValidateOptions<TOptions>>(new NamingValidator<TOptions>(section, new TValidator()));
        return services.AddOptions<TOptions>().Bind(configuration.GetSection(section)).ValidateOnStart();
    }

    // The generated validators write "Name: The field Section.Name must be …" and "Name: The Section.Name field is required.".
    [GeneratedRegex(@"^\S+: The (field )?(?<setting>\S+)( field)?")]
    private static partial Regex Field();

    sealed class NamingValidator<TOptions>(string section, IValidateOptions<TOptions> validator) : IValidateOptions<TOptions>
        where TOptions : class
    {
        public ValidateOptionsResult Validate(string? name, TOptions options) => validator.Validate(section, options) is { Failed: true } result
            ? ValidateOptionsResult.Fail(result.Failures.Select(failure => Field().Replace(failure, field => field.Groups["setting"].Value.Replace('.', ':'))))
            : ValidateOptionsResult.Success;
    }
}
