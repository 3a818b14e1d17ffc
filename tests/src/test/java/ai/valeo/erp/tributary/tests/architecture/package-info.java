/** The borders between modules and packages, checked on the compiled classes. */
@NullMarked
package ai.valeo.erp.tributary.tests.architecture;

import org.jspecify.annotations.NullMarked;
