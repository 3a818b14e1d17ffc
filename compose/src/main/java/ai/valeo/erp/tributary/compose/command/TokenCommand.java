package ai.valeo.erp.tributary.compose.command;

import ai.valeo.erp.tributary.compose.issuer.DevelopmentKey;
import ai.valeo.erp.tributary.graphql.security.Role;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Prints a token of the development issuer. */
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a token for what `local --secure` runs on this machine.",
      "curl -H \"Authorization: Bearer $(./tributary token --role CLERK)\" ..."
    })
final class TokenCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Mixin LocalFolder folder;

  @Option(names = "--role", paramLabel = "ROLE", description = "One of ${COMPLETION-CANDIDATES}.")
  @Nullable Role role;

  @Option(
      names = "--jwks",
      description = "Prints what servers check tokens by instead (central.security.jwks.url).")
  boolean isJwksAsked;

  @Option(
      names = "--warehouse",
      paramLabel = "ID",
      description = "Sees only this warehouse; may be given several times.")
  List<String> warehouses = List.of();

  @Option(names = "--subject", paramLabel = "NAME", description = "Who it is (default: the role).")
  @Nullable String subject;

  @Option(
      names = "--expires",
      paramLabel = "TIME",
      converter = Lifetimes.class,
      description = "How long it holds, e.g. 30m or 8h (default: 12h).")
  Duration expires = DevelopmentKey.Bearer.USUAL;

  @Override
  public Integer call() {
    if (role == null && !isJwksAsked) {
      throw new ParameterException(spec.commandLine(), "Missing required option: '--role=ROLE'");
    }
    DevelopmentKey key = DevelopmentKey.in(folder.of("issuer"));
    spec.commandLine().getOut().println(role == null ? key.publicKeys() : token(key, role));
    return 0;
  }

  private String token(DevelopmentKey key, Role of) {
    String name = subject == null ? of.name().toLowerCase(Locale.ROOT) : subject;
    return key.token(new DevelopmentKey.Bearer(name, of, warehouses, expires));
  }

  /** Reads times such as 90s, 30m, 8h and 2d. */
  static final class Lifetimes implements ITypeConverter<Duration> {
    private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,5})([smhd])");

    @Override
    public Duration convert(String text) {
      Matcher form = FORM.matcher(text);
      if (!form.matches()) {
        throw new TypeConversionException(text + " (expected: a time such as 90s, 30m, 8h or 2d)");
      }
      long number = Long.parseLong(form.group(1));
      return switch (form.group(2)) {
        case "s" -> Duration.ofSeconds(number);
        case "m" -> Duration.ofMinutes(number);
        case "h" -> Duration.ofHours(number);
        default -> Duration.ofDays(number);
      };
    }
  }
}
