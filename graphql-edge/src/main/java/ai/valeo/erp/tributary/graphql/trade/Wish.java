package ai.valeo.erp.tributary.graphql.trade;

import ai.valeo.erp.tributary.edge.core.Draft;
import java.util.List;

/** What a request comes to, looked at together with what the process shows. */
public sealed interface Wish {

  /**
   * A change to make.
   *
   * @param draft the change
   * @param answer what the client is told beyond the mutation's identity
   */
  record Wanted(Draft draft, String answer) implements Wish {}

  /** Nothing to do. */
  record Refused(List<UserError> errors) implements Wish {

    /** Copies. */
    public Refused {
      errors = List.copyOf(errors);
    }

    /** Refused for one reason. */
    public Refused(UserError error) {
      this(List.of(error));
    }
  }
}
