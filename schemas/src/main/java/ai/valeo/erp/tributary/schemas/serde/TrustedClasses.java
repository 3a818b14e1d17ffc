package ai.valeo.erp.tributary.schemas.serde;

import ai.valeo.erp.tributary.schemas.avro.Mutation;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Lets Avro load our generated records, and still no other class a schema may name. Without it Avro
 * 1.12.2 refuses them unless {@code org.apache.avro.SERIALIZABLE_PACKAGES} names their package.
 */
public final class TrustedClasses {

  private static final String OURS = Mutation.class.getPackageName();

  static {
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.getGlobal(), type -> type.getPackageName().equals(OURS)));
  }

  private TrustedClasses() {}

  /** Has its effect by the first call; further calls do nothing. */
  public static void declare() {
    // The static initialiser does the work, once.
  }
}
