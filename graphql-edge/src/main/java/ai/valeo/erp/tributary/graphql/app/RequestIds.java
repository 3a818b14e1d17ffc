package ai.valeo.erp.tributary.graphql.app;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Makes ids for requests: a random part for the process, a number for the request. Any thread. */
final class RequestIds implements Supplier<String> {

  private static final int RANDOM_BYTES = 6;

  private final String process;
  private final AtomicLong number = new AtomicLong();

  RequestIds() {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    process = HexFormat.of().formatHex(random) + '-';
  }

  @Override
  public String get() {
    return process + Long.toString(number.incrementAndGet(), Character.MAX_RADIX);
  }
}
