package io.gridwright.store.grid;

import io.gridwright.domain.configuration.Engine;
import io.gridwright.domain.configuration.Image;
import io.gridwright.domain.grid.ImageId;
import io.gridwright.domain.grid.NodeName;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Rows of images, engines and templates. */
@RegisterConstructorMapper(ImageCopy.class)
public interface ImageRepository {

  @SqlQuery("SELECT document FROM image ORDER BY position, id")
  List<Image> images();

  @SqlQuery("SELECT document FROM engine ORDER BY position")
  List<Engine> engines();

  @SqlUpdate(
      """
      INSERT INTO image (id, position, document)
      SELECT :id, COALESCE(MAX(position), 0) + 1, :image FROM image
      ON DUPLICATE KEY UPDATE document = VALUES(document)
      """)
  void put(@Bind("id") ImageId id, @Bind("image") Image image);

  /** Copies of the newest version of each image. */
  @SqlQuery(
      """
      SELECT c.* FROM image_copy c
      JOIN image i ON i.id = c.image_id
       AND JSON_UNQUOTE(JSON_EXTRACT(i.document, '$.version')) = c.version
      WHERE c.state = 'READY' ORDER BY c.node, c.image_id
      """)
  List<ImageCopy> ready();

  @SqlQuery("SELECT * FROM image_copy ORDER BY node, image_id, version")
  List<ImageCopy> copies();

  @SqlQuery(
      """
      SELECT c.* FROM image_copy c
      JOIN image i ON i.id = c.image_id
       AND JSON_UNQUOTE(JSON_EXTRACT(i.document, '$.version')) = c.version
      WHERE c.state = 'READY' AND c.image_id = :image AND c.node = :node
      """)
  Optional<ImageCopy> ready(@Bind("image") ImageId image, @Bind("node") NodeName node);

  @SqlUpdate(
      """
      INSERT INTO image_copy (image_id, version, node, vmid, state)
      VALUES (:c.imageId, :c.version, :c.node, :c.vmid, :c.state)
      ON DUPLICATE KEY UPDATE vmid = VALUES(vmid), state = VALUES(state)
      """)
  void record(@BindMethods("c") ImageCopy copy);

  @SqlUpdate(
      """
      DELETE FROM image_copy
      WHERE image_id = :c.imageId AND version = :c.version AND node = :c.node
      """)
  void forget(@BindMethods("c") ImageCopy copy);
}
