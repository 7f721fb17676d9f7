/* Arithmetic on eight floats at a time, as vectors of GCC and clang: any processor runs it,
 * one with AVX2 in one instruction each.  No sum depends on which of them it was. */
#ifndef IB_PARSE_VECTOR_H
#define IB_PARSE_VECTOR_H

#include <glib.h>

#define IB_VECTOR_TYPE(type, bytes) type __attribute__((vector_size(bytes), aligned(sizeof(type)), may_alias))
typedef IB_VECTOR_TYPE(float, 32) IbFloat8;
typedef IB_VECTOR_TYPE(float, 16) IbFloat4;
typedef IB_VECTOR_TYPE(gint32, 32) IbInt8;
typedef IB_VECTOR_TYPE(guint64, 32) IbLong4;
typedef IB_VECTOR_TYPE(gint16, 32) IbShort16;
typedef IB_VECTOR_TYPE(guint16, 32) IbUshort16; /* what may run over */
typedef IB_VECTOR_TYPE(gint16, 16) IbHalf8;

/* A function with this is compiled twice, and the loader takes the one that the processor can
 * run.  AVX2 alone fuses no multiplication with an addition, so both give the same bits.
 * ASan is not ready yet when the loader asks. */
#if defined __x86_64__ && defined __GLIBC__ && defined __GNUC__ && !defined __clang__ && !defined __SANITIZE_ADDRESS__
#define IB_CLONES __attribute__((target_clones("avx2", "default"), optimize("O3")))
#else
#define IB_CLONES
#endif

/* A step of such a function: it must become part of it. */
#define IB_STEP static inline __attribute__((always_inline))

IB_STEP void
ib_load8(const float *p, IbFloat8 *v)
{
  *v = *(const IbFloat8 *)p;
}

IB_STEP void
ib_store8(float *p, const IbFloat8 *v)
{
  *(IbFloat8 *)p = *v;
}

/* The sum, always in this order. */
IB_STEP float
ib_sum8(const IbFloat8 *v)
{
  const IbFloat4 *half = (const IbFloat4 *)v;
  IbFloat4 sum = half[0] + half[1];
  return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

/* All bits that are set in any of the eight: by twos first, which is fewer steps than one by one. */
IB_STEP guint32
ib_or8(const IbInt8 *v)
{
  IbLong4 pair = (IbLong4)*v;
  guint64 all = pair[0] | pair[1] | pair[2] | pair[3];
  return (guint32)(all | all >> 32);
}

/* exp() of numbers not above 60, good to 2e-7 of their values; 0 below -40, where nothing counts
 * any more. */
IB_STEP void
ib_exp8(IbFloat8 *v)
{
  IbInt8 faint = *v < -40.f;
  IbFloat8 x = (IbFloat8)((IbInt8)*v & ~faint);
  IbFloat8 z = x * 1.44269504f + 128.5f; /* above 0: the conversion rounds down */
  IbInt8 k = __builtin_convertvector(z, IbInt8) - 128;
  IbFloat8 n = __builtin_convertvector(k, IbFloat8);
  IbFloat8 r = x - n * .693359375f + n * 2.12194440e-4f;
  IbFloat8 p =
      1.f + r * (1.f + r * (.5f + r * (.166666667f + r * (.0416666667f + r * (.00833333333f + r * .00138888889f)))));
  IbFloat8 power = (IbFloat8)((k + 127) << 23);
  *v = (IbFloat8)((IbInt8)(p * power) & ~faint);
}

/* Bit 8 * k + l becomes bit 8 * l + k. */
static inline guint64
ib_transpose_bits(guint64 x)
{
  guint64 t = (x ^ x >> 7) & 0x00aa00aa00aa00aau;
  x ^= t ^ t << 7;
  t = (x ^ x >> 14) & 0x0000cccc0000ccccu;
  x ^= t ^ t << 14;
  t = (x ^ x >> 28) & 0x00000000f0f0f0f0u;
  return x ^ t ^ t << 28;
}
#endif
