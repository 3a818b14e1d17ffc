/** Parts of the product together, with a real broker and a real registry. */
@NullMarked
package ai.valeo.erp.tributary.tests.endtoend;

import org.jspecify.annotations.NullMarked;
