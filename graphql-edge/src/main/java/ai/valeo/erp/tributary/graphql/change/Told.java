package ai.valeo.erp.tributary.graphql.change;

import ai.valeo.erp.tributary.graphql.schema.GraphAnswer;
import ai.valeo.erp.tributary.graphql.schema.SharedEvent;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An event as one subscriber is told it.
 *
 * @param event the event
 * @param position where to carry on after it; the same for all who keep up
 */
record Told(Event event, @Nullable String position) implements SharedEvent {

  private record Audience(Object who, @Nullable String position) {}

  @Override
  public Object subject() {
    return event.subject();
  }

  @Override
  public GraphAnswer answer(Object audience, Supplier<GraphAnswer> tell) {
    return event.answer(new Audience(audience, position), tell);
  }
}
