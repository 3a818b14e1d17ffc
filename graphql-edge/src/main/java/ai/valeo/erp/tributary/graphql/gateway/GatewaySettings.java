package ai.valeo.erp.tributary.graphql.gateway;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How the centre is asked.
 *
 * @param centre where its HTTP side is
 * @param timeout longest time for an answer
 * @param maxAnswerBytes largest answer
 * @param cache how answers are kept
 * @param schema how its schema is followed
 */
public record GatewaySettings(
    URI centre, Duration timeout, int maxAnswerBytes, Cache cache, Schema schema) {

  /**
   * How answers are kept.
   *
   * @param isPersistent whether they are kept at all
   * @param file where
   * @param freshFor how long an answer may be used without asking, where the schema says nothing
   * @param unstableStretch so many times longer while the way to the centre is bad
   * @param keepFor how long it may be used where the centre cannot be asked
   * @param maxBytes most bytes of answers
   */
  public record Cache(
      boolean isPersistent,
      Path file,
      Duration freshFor,
      int unstableStretch,
      Duration keepFor,
      long maxBytes) {}

  /**
   * How the centre's schema is followed.
   *
   * @param interval time between two looks
   * @param autoUpdate whether a newer one is taken while one is known
   */
  public record Schema(Duration interval, boolean autoUpdate) {}
}
