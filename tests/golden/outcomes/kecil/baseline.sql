-- The people of this golden: no constraints, because real baselines come as they are. README.md says what is wrong with each row.
CREATE TABLE keluarga (id_keluarga TEXT, desil INTEGER, pengeluaran);
INSERT INTO keluarga VALUES
  ('K1',    1,  300000),
  ('K2',   11,  300000),
  ('K3', NULL,    NULL),
  ('K4',    4,  320000),
  ('K5',    5,  500000),
  ('K6',   10, '2500000.50'),
  ('K7',    3,  100000);

CREATE TABLE anggota (id_individu INTEGER, id_keluarga TEXT, keberadaan TEXT, tanggal_lahir TEXT, jaminan_kesehatan TEXT, bekerja, upah);
INSERT INTO anggota VALUES
  ( 1, 'K1', 'tinggal', '1965-07-01', NULL,        0,       400000),
  ( 2, 'K1', 'tinggal', '1990-02-30', 'tidak_ada', NULL,    NULL),
  ( 3, 'K1', 'tinggal', '2010-01-01', 'mandiri',   0,       'banyak'),
  ( 4, 'K2', 'tinggal', '1980-01-01', 'tidak_ada', 'Ya',    1200000),
  ( 5, 'K2', NULL,      '2000-02-29', 'pbi',       NULL,    NULL),
  ( 6, 'K4', 'tinggal', NULL,         'tidak_ada', 'Tidak', 400000),
  ( 7, 'K4', 'tinggal', '1950-01-01', 'tidak_ada', 0,       NULL),
  ( 8, 'K9', 'tinggal', '1990-01-01', 'tidak_ada', 1,       0),
  (10, NULL, 'tinggal', '1940-01-01', 'tidak_ada', '',      NULL),
  ( 9, 'K5', 'pindah',  '1990-01-01', 'tidak_ada', 1,       5000000),
  (11, 'K4', 'tinggal', 'kemarin',    'pbi',       1,       300000),
  (12, 'K2', 'tinggal', '2025-02-29', NULL,        0,       100000),
  (13, 'K6', 'tinggal', '1964-12-31', 'mandiri',   1,       '999999.99'),
  (14, 'K7', 'tinggal', '2024-02-29', 'mandiri',   0,       0);
