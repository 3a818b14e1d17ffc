package ai.valeo.erp.tributary.graphql.change;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Something by which changes are told apart, e.g. the warehouse of stock. Two traits of one name
 * are the same.
 *
 * @param name its name within the topic
 * @param read the value of a change, or none
 */
public record Trait(String name, Function<Change, @Nullable String> read) {}
