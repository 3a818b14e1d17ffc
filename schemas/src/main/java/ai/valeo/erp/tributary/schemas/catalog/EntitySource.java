package ai.valeo.erp.tributary.schemas.catalog;

import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.Value;
import org.jspecify.annotations.Nullable;

/** An entity as {@link EntityCodec} writes it, wherever its values are kept. */
public interface EntitySource {

  /** Identity within the type. */
  String id();

  /** Version. */
  long version();

  /** The greatest clock among the changes applied. */
  Hlc hlc();

  /** The mutation that changed it last. */
  String mutationId();

  /** The value of the attribute at that place in the type; none if it is absent. */
  @Nullable Value value(int place);
}
